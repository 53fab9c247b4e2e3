import type { Look } from './look.ts'

/** How tables and columns that may fill a SELECT of the contract are often called, in French and English. */
export type SelectNames = {
  tables: string[]
  /** Both must be in the name of a table that links them. */
  linking?: string[][]
  columns: Record<string, { names: string[]; look?: Look }>
}

const BODIES = [
  'organisme',
  'organisation',
  'organization',
  'collectivite',
  'collectivity',
  'entite',
  'entity',
  'commune',
  'etablissement',
  'tenant',
  'client',
]
const PROCEDURES = ['consultation', 'marche', 'procedure', 'tender', 'procurement', 'avis', 'appel offres']
const PEOPLE = ['agent', 'acheteur', 'buyer', 'utilisateur', 'user', 'contact', 'personne', 'person']
const FILES = [
  'blob',
  'fichier',
  'file',
  'document',
  'piece',
  'objet',
  'object',
  'depot',
  'attachment',
  'storage',
  'stockage',
  'offre',
  'offer',
  'pli',
  'enveloppe',
  'dce',
]

const BODY_ID = [
  'organisme',
  'organisation',
  'organization',
  'collectivite',
  'collectivity',
  'entite',
  'entity',
]
const PROCEDURE_ID = ['consultation', 'id consultation', 'consultation id', 'ref consultation', 'marche id']
const MAIL = ['email', 'mail', 'courriel', 'mel']

export const CONTRACT_NAMES: Record<string, SelectNames> = {
  collectivities: {
    tables: BODIES,
    columns: {
      collectivity_id: { names: ['acronyme', 'acronym', 'id', 'code', ...BODY_ID] },
      name: { names: ['denomination', 'nom', 'name', 'libelle', 'raison sociale', 'sigle'] },
      siren: { names: ['siren'] },
      siret: { names: ['siret'] },
      department: { names: ['departement', 'department', 'dept', 'code postal', 'cp', 'postal'] },
      email: { names: MAIL },
    },
  },
  consultations: {
    tables: PROCEDURES,
    columns: {
      collectivity_id: { names: [...BODY_ID, 'acronyme', 'acronym'] },
      consultation_id: { names: ['id', ...PROCEDURE_ID] },
      reference: { names: ['reference', 'ref', 'numero', 'number'] },
      title: { names: ['intitule', 'titre', 'title', 'objet', 'libelle', 'subject'] },
      category: { names: ['categorie', 'category', 'nature', 'prestation'] },
      published_at: { names: ['publication', 'published', 'publie', 'mise ligne'], look: 'date' },
      initial_deadline_at: {
        names: ['initial deadline', 'initiale limite', 'initiale fin', 'initial'],
        look: 'date',
      },
      deadline_at: {
        names: ['deadline', 'limite', 'datefin', 'date fin', 'remise', 'cloture', 'dlro'],
        look: 'date',
      },
      opened_at: { names: ['opened', 'ouverture', 'opening', 'dechiffrement', 'decryption'], look: 'date' },
      awarded_at: { names: ['awarded', 'attribution', 'award', 'notification'], look: 'date' },
    },
  },
  buyers: {
    tables: PEOPLE,
    columns: {
      collectivity_id: { names: [...BODY_ID, 'acronyme', 'acronym'] },
      buyer_id: { names: ['id', 'agent id', 'id agent', 'login', 'identifiant'] },
      service: { names: ['service', 'direction', 'unit'] },
      full_name: { names: ['full name', 'nom complet', 'nom', 'last name', 'name'] },
      email: { names: MAIL },
      phone: { names: ['telephone', 'tel', 'phone', 'mobile', 'portable'] },
      active: { names: ['active', 'actif', 'enabled'] },
    },
  },
  'consultation-buyers': {
    tables: [],
    linking: [PROCEDURES, PEOPLE],
    columns: {
      collectivity_id: { names: [...BODY_ID, 'acronyme', 'acronym'] },
      consultation_id: { names: PROCEDURE_ID },
      buyer_id: { names: ['agent id', 'id agent', 'agent', 'buyer', 'acheteur', 'utilisateur', 'user'] },
    },
  },
  'expected-objects': {
    tables: FILES,
    columns: {
      object_key: { names: [], look: 'key' },
      bucket: { names: ['bucket', 'conteneur', 'container'] },
      file_id: { names: ['file id', 'id fichier', 'fichier id', 'document id', 'id document', 'id'] },
      file_name: { names: ['nom fichier', 'fichier nom', 'file name', 'filename', 'nom', 'name', 'fichier'] },
      collectivity_id: { names: [...BODY_ID, 'acronyme', 'acronym'] },
      consultation_id: { names: PROCEDURE_ID },
      lot: { names: ['lot', 'numero lot', 'allotissement'] },
      offer_id: { names: ['offer id', 'offre id', 'id offre', 'pli id', 'id pli', 'depot id', 'id depot'] },
      bidder: { names: ['company', 'entreprise', 'candidat', 'bidder', 'soumissionnaire', 'nom entreprise'] },
      size_bytes: { names: [], look: 'size' },
      checksum: { names: [], look: 'checksum' },
      deposited_at: {
        names: ['depot', 'deposited', 'depose', 'created', 'creation', 'cree', 'upload'],
        look: 'date',
      },
      current: { names: ['current', 'courant', 'version courante', 'last version', 'derniere version'] },
      winning: { names: ['winning', 'attributaire', 'retenu', 'gagnant', 'winner'] },
      not_expected: {
        names: ['purge', 'deleted', 'supprime', 'efface', 'retire', 'withdrawn', 'statut', 'status'],
      },
    },
  },
}
