-- A small procurement marketplace as an old one looks after ten years and one change of engine. What a newcomer should
-- know before writing a query on it:
--   * Ids are handed out by each organisation: consultation 1 exists in several. Every join carries the organisation.
--   * There are no foreign keys. Rows survive what they point to.
--   * Sizes and dates are text. '0000-00-00 00:00:00' is how the old engine wrote "no date".
--   * Files lie in object storage; `blob` says under which key. Several rows may point to one blob.
--   * An encrypted file of an offer was cut into blocks; each block is a blob. Its signature is a blob too.
--   * Flags are 'O' (oui) and 'N' (non).

create table organisme (
  acronyme varchar(20) primary key,
  libelle  varchar(200) not null,
  siren    varchar(9),
  nic      varchar(5),             -- with siren it makes the siret
  cp       varchar(5),             -- postcode
  courriel varchar(200)
);

create table agent (
  organisme varchar(20) not null,
  id        integer not null,
  nom       varchar(100) not null,
  prenom    varchar(100) not null,
  service   varchar(100),
  courriel  varchar(200),
  tel       varchar(30),
  actif     varchar(1) not null,   -- N: has left
  primary key (organisme, id)
);

create table consultation (
  organisme           varchar(20) not null,
  id                  integer not null,
  reference           varchar(50) not null,
  intitule            varchar(400) not null,
  categorie           varchar(1),  -- T travaux, F fournitures, S services
  mise_en_ligne       varchar(19),
  date_limite_origine varchar(19),
  date_limite         varchar(19),
  ouverture_plis      varchar(19), -- zero date: not opened
  attribution         varchar(19), -- zero date: not awarded
  primary key (organisme, id)
);

create table consultation_agent (
  organisme       varchar(20) not null,
  consultation_id integer not null,
  agent_id        integer not null
);

create table blob (
  organisme varchar(20) not null,
  id        integer not null,
  cle       varchar(200) not null, -- the key in object storage
  taille    varchar(20),           -- bytes, as text
  empreinte varchar(64),           -- hexadecimal; MD5, since 2022 SHA-1
  purge     varchar(1) not null,   -- O: content removed when its retention ended
  primary key (organisme, id)
);

create table offre (
  organisme       varchar(20) not null,
  id              integer not null,
  consultation_id integer not null,
  lot             integer,
  entreprise      varchar(200) not null,
  date_depot      varchar(19),
  statut          varchar(1) not null, -- D deposited, R withdrawn by the bidder, P on paper
  retenue         varchar(1),
  primary key (organisme, id)
);

create table fichier_offre (
  organisme         varchar(20) not null,
  id                integer not null,
  offre_id          integer not null,
  nom               varchar(200) not null,
  signature_blob_id integer,
  primary key (organisme, id)
);

create table bloc (
  organisme        varchar(20) not null,
  fichier_offre_id integer not null,
  numero           integer not null,
  blob_id          integer not null,
  primary key (organisme, fichier_offre_id, numero)
);

create table fichier_dce (
  organisme       varchar(20) not null,
  id              integer not null,
  consultation_id integer not null,
  version         integer not null,
  nom             varchar(200) not null,
  blob_id         integer not null,
  date_depot      varchar(19),
  primary key (organisme, id)
);
