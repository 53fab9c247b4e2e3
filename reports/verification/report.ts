import { column, kind } from '../columns.ts'
import type { TableReport } from '../report.ts'

/** How far contents were compared, and what that says of the objects that storage lists as promised. */
export const report: TableReport = {
  name: 'verification',
  rows: new URL('./rows.sql', import.meta.url),
  columns: [
    kind,
    column('mode', 'word', 'Contrôle', 'Mode'),
    column('population', 'count', "Objets présents d'après le listage", 'Objects intact by the listing'),
    column('drawn', 'count', 'Objets à contrôler', 'Objects drawn'),
    column('compared', 'count', 'Objets contrôlés', 'Objects compared'),
    column('sound', 'count', 'Objets conformes', 'Objects sound'),
    column('with_checksum', 'count', 'Dont empreinte comparée', 'Of these with a checksum'),
    column('altered', 'count', 'Objets altérés', 'Objects altered'),
    column('missing', 'count', 'Objets manquants', 'Objects missing'),
    column('unknown', 'count', 'Objets illisibles', 'Objects unknown'),
    column('archived', 'count', 'Objets en archive (non lus)', 'Objects archived (not read)'),
    column(
      'zeros_without_checksum',
      'count',
      'Objets remplis de zéros, sans empreinte',
      'Objects of zeros, without checksum',
    ),
    column('damaged_rate', 'rate', 'Taux de touchés (sur contrôlés)', 'Damaged rate (of compared)'),
    column('damaged_rate_low', 'rate', 'Taux, borne basse à 95 %', 'Rate, lower 95 % bound'),
    column('damaged_rate_high', 'rate', 'Taux, borne haute à 95 %', 'Rate, upper 95 % bound'),
  ],
}
