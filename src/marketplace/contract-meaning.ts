/** What one column of the contract means to the person who writes a mapping. */
export type ColumnMeaning = { meaning: string; nullable?: true }

const bodyId = { meaning: 'the id of the public body; other ids are unique only within it' }

/** The contract in words: for each SELECT what one row is, and for each column what it means and in which unit. */
export const CONTRACT_MEANING: Record<string, { row: string; columns: Record<string, ColumnMeaning> }> = {
  collectivities: {
    row: 'public body',
    columns: {
      collectivity_id: { meaning: 'the id of the public body, by which all the other SELECTs name it' },
      name: { meaning: 'its name, as reports show it' },
      siren: { meaning: 'SIREN: 9 digits, leading zeros kept, so a text', nullable: true },
      siret: { meaning: 'SIRET: 14 digits, leading zeros kept, so a text', nullable: true },
      department: { meaning: 'the code of its department, such as 22 or 2A', nullable: true },
      email: { meaning: 'a general address, for when no buyer can be reached', nullable: true },
    },
  },
  consultations: {
    row: 'consultation',
    columns: {
      collectivity_id: bodyId,
      consultation_id: { meaning: 'its id within the public body' },
      reference: { meaning: 'the reference that its buyers know it by' },
      title: { meaning: 'its title, as reports show it' },
      category: { meaning: 'works, supplies or services', nullable: true },
      published_at: { meaning: 'when it was published', nullable: true },
      initial_deadline_at: { meaning: 'the deadline for offers (DLRO) as first published', nullable: true },
      deadline_at: { meaning: 'the deadline for offers (DLRO) as it stands', nullable: true },
      opened_at: {
        meaning: 'when its offers were opened; null: its bids are sealed, and masked in reports',
        nullable: true,
      },
      awarded_at: { meaning: 'when it was awarded', nullable: true },
    },
  },
  buyers: {
    row: 'contact person, those who left included',
    columns: {
      collectivity_id: bodyId,
      buyer_id: { meaning: 'the id of the person within the public body' },
      service: { meaning: 'the service or direction', nullable: true },
      full_name: { meaning: 'first and last name' },
      email: { meaning: 'where they can be written to', nullable: true },
      phone: { meaning: 'where they can be called, as a text', nullable: true },
      active: { meaning: 'can they still be reached there? true or false, 1 or 0' },
    },
  },
  'consultation-buyers': {
    row: 'link between a consultation and a contact person',
    columns: {
      collectivity_id: bodyId,
      consultation_id: { meaning: 'the id of the consultation, as in consultations.sql' },
      buyer_id: { meaning: 'the id of the person, as in buyers.sql' },
    },
  },
  'expected-objects': {
    row: 'object that the database promises: each block of a file, each signature, each version',
    columns: {
      object_key: {
        meaning: 'the key in storage, whole, as storage writes it; null: nobody knows it',
        nullable: true,
      },
      bucket: {
        meaning: 'the bucket (or the name of a directory tree) of this object; null: the first primary store',
        nullable: true,
      },
      kind: {
        meaning: "the kind of file: 'offer', 'dce', or another word, as scope.kinds of constat.yaml has it",
      },
      role: { meaning: "'content', or 'signature' for the detached signature of a file" },
      file_id: { meaning: 'the id of what a person calls one file; its blocks and its signature share it' },
      file_name: { meaning: 'its name, as the person knows it' },
      collectivity_id: bodyId,
      consultation_id: { meaning: 'the id of its consultation, as in consultations.sql', nullable: true },
      lot: { meaning: 'the number of the lot', nullable: true },
      offer_id: { meaning: 'the id of the offer that it belongs to', nullable: true },
      bidder: { meaning: 'who deposited it', nullable: true },
      size_bytes: {
        meaning:
          'the size in bytes of the object as stored, encrypted if it is; null when the base only knows another',
        nullable: true,
      },
      checksum: {
        meaning: "of the object as stored: 'md5:' || …, 'sha1:' || … or 'sha256:' || …, in hexadecimal",
        nullable: true,
      },
      deposited_at: {
        meaning: 'when it was deposited; without a zone it is in incident.time_zone; a text will do',
        nullable: true,
      },
      current: { meaning: 'false: superseded by a newer version', nullable: true },
      winning: { meaning: 'true: of the offer that won', nullable: true },
      not_expected: {
        meaning: "why storage should hold nothing ('withdrawn', 'purged', 'paper'…); null: it is expected",
        nullable: true,
      },
    },
  },
}
