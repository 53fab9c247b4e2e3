-- Made up: no body, person or company in it exists.

insert into organisme (acronyme, libelle, siren, nic, cp, courriel) values
  ('plouezec', 'Commune de Plouézec-Démo', '210000001', '00017', '22470', 'mairie@plouezec.example'),
  ('dept22', 'Département des Côtes-Démo', '220000002', '00025', '22000', 'marches@dept22.example'),
  ('sivu', 'SIVU des Deux-Rives', '250000003', null, '35400', null);

insert into agent (organisme, id, nom, prenom, service, courriel, tel, actif) values
  ('plouezec', 1, 'Le Goff', 'Zoé', 'Marchés', 'zoe.legoff@plouezec.example', '02 96 00 00 01', 'O'),
  ('plouezec', 2, 'Moreau', 'Luc', 'Travaux', 'luc.moreau@plouezec.example', null, 'N'),
  ('dept22', 1, 'Kerbrat', 'Anne', 'Commande publique', 'anne.kerbrat@dept22.example', '02 96 00 00 02', 'O');

insert into consultation (organisme, id, reference, intitule, categorie, mise_en_ligne, date_limite_origine, date_limite, ouverture_plis, attribution) values
  ('plouezec', 1, '2021-03', 'Réfection de la toiture de l’école', 'T', '2021-03-01 08:00:00', '2021-04-12 12:00:00', '2021-04-12 12:00:00', '2021-04-12 14:00:00', '2021-06-01 00:00:00'),
  ('plouezec', 2, '2022-11', 'Fourniture de repas en liaison froide', 'F', '2022-10-03 08:00:00', '2022-11-07 12:00:00', '2022-11-14 12:00:00', '2022-11-14 14:00:00', '0000-00-00 00:00:00'),
  ('dept22', 1, '22-104', 'Entretien des espaces verts', 'S', '2022-09-05 09:00:00', '2022-10-10 16:00:00', '2022-10-10 16:00:00', '2022-10-11 09:00:00', '2022-12-01 00:00:00'),
  ('dept22', 2, '23-017', 'Construction d’un collège', 'T', '2023-06-19 09:00:00', '2023-07-28 12:00:00', '2023-07-28 12:00:00', '0000-00-00 00:00:00', '0000-00-00 00:00:00'),
  ('sivu', 1, 'S-2023-1', 'Curage des fossés', 'T', '2023-02-06 08:00:00', '2023-03-10 12:00:00', '2023-03-10 12:00:00', '2023-03-10 15:00:00', '31/04/2023');

insert into consultation_agent (organisme, consultation_id, agent_id) values
  ('plouezec', 1, 1),
  ('plouezec', 1, 2),
  ('plouezec', 2, 2),
  ('dept22', 1, 1),
  ('dept22', 2, 1);

insert into blob (organisme, id, cle, taille, empreinte, purge) values
  ('plouezec', 1, 'plouezec/2021/0001', '3000', '469e82ca219d9c0c7eca2a8dfbd3826d', 'N'),
  ('plouezec', 2, 'plouezec/2021/0002', '2400', '93e636cffa76d4ac3edd26d022eb5f13', 'N'),
  ('plouezec', 3, 'plouezec/2021/0003', '5000', 'e84a0869e34573fb6cdeb4af3ca01c72', 'N'),
  ('plouezec', 4, 'plouezec/2021/0004', 'N/A', 'e1b93ed6b1603ad1de01ad8693ccf5a7', 'N'),
  ('plouezec', 5, 'plouezec/2021/0005', '2048', '', 'N'),
  ('plouezec', 6, 'plouezec/2021/0006', '2048.00', '22cc137d161acbabbe16efcf24e9ad47', 'N'),
  ('plouezec', 7, 'plouezec/2021/0007', '512', '6dea93b19baa34e7f83ce52671e617c8', 'N'),
  ('plouezec', 8, 'plouezec/2021/0008', '4096', '2807462de7134ca643d2f284dad5a6a3', 'N'),
  ('plouezec', 9, 'plouezec/2021/0009', '512', 'f3b77b8b1c9aede2fe309857a330468e', 'N'),
  ('plouezec', 10, 'plouezec/2021/0010', '1500', 'a395b676f51b8d59825cfa8af65c5e04', 'N'),
  ('plouezec', 11, 'plouezec/2022/0011', '6000', 'bc21eaef41894f36691e4a8ecb3dcaa0021d2c3f', 'O'),
  ('plouezec', 12, 'plouezec/2022/0012', '6100', 'dfe3df63b97d03d7837f23d3d84244436d99a083', 'N'),
  ('plouezec', 13, 'plouezec/2022/0013', '6200', 'f021959695d280605f001e0f43497ab22d2465e9', 'N'),
  ('dept22', 1, 'dept22/2022/0001', '7000', '9f25bd1660385a1d92005d2d385efdc17b684ef6', 'N'),
  ('dept22', 2, 'dept22/2022/0002', '7100', '090582ef502f0cfbd155914c6f3633f6bf956706', 'N'),
  ('dept22', 3, 'dept22/2023/0003', '7200', 'e227e463432f5334419d8579133af5a5c512f6d1', 'N'),
  ('dept22', 4, 'dept22/2023/0004', '7300', 'd41d8', 'N'),
  ('dept22', 5, 'dept22/2023/0005', '1024', '387a0925fb2abe6ca8f068b6b12599fef3707553', 'N'),
  ('dept22', 6, 'dept22/2023/0006', '1025', 'a4a93e1154a5859abcb09dea35971a55ffe70a07', 'N'),
  ('dept22', 7, 'dept22/2023/0007', '640', '08d335c37ed633031193f98298a5a15408a1bacb', 'N'),
  ('dept22', 8, 'dept22/2023/0008', '9000', 'f1de49673236021eabe22ed40309d04b35d0d1a5', 'N'),
  ('sivu', 1, 'sivu/2023/0001', '2100', '2082136ff35ed237977c4f60abc248add127cba2', 'N'),
  ('sivu', 2, 'sivu/2023/0002', '2200', '963c2a2cabc6df6fe5d4bb545f0fe0010f5eaa83', 'N'),
  ('sivu', 3, 'sivu/2023/0003', '', '8ffa2518fb95c2d2cc4c3330014336545d5c6642', 'N');

insert into offre (organisme, id, consultation_id, lot, entreprise, date_depot, statut, retenue) values
  ('plouezec', 1, 1, 1, 'Toitures Martin', '2021-04-09 17:42:10', 'D', 'O'),
  ('plouezec', 2, 1, 1, 'SARL Ardoise & Fils', '2021-04-12 11:58:31', 'D', 'N'),
  ('plouezec', 3, 1, 1, 'Zinguerie Bretonne', '2021-04-10 09:00:00', 'R', 'N'),
  ('plouezec', 4, 2, null, 'Cuisines du Trieux', '2022-11-12 10:10:00', 'D', null),
  ('dept22', 1, 2, 1, 'Bâti Ouest', '2023-07-26 18:20:00', 'D', null),
  ('dept22', 2, 2, 2, 'Gros Œuvre 22', '2023-07-27 09:55:00', 'D', null),
  ('dept22', 3, 2, 2, 'Charpentes Le Bihan', '2023-07-25 14:00:00', 'P', null),
  ('sivu', 1, 9, null, 'Terrassements Rance', '0000-00-00 00:00:00', 'D', null);

insert into fichier_offre (organisme, id, offre_id, nom, signature_blob_id) values
  ('plouezec', 1, 1, 'Mémoire technique.pdf', 7),
  ('plouezec', 2, 2, 'Acte d’engagement.pdf', 9),
  ('plouezec', 3, 3, 'Offre.zip', null),
  ('plouezec', 4, 4, 'BPU.xlsx', null),
  ('dept22', 1, 1, 'Mémoire.pdf', 7),
  ('dept22', 2, 2, 'Offre.zip', null),
  ('dept22', 3, 3, '(papier)', null),
  ('sivu', 1, 1, 'Offre.pdf', null);

insert into bloc (organisme, fichier_offre_id, numero, blob_id) values
  ('plouezec', 1, 1, 5),
  ('plouezec', 1, 2, 6),
  ('plouezec', 2, 1, 8),
  ('plouezec', 4, 1, 12),
  ('dept22', 1, 1, 5),
  ('dept22', 1, 2, 6),
  ('dept22', 2, 1, 8),
  ('sivu', 1, 1, 2);

insert into fichier_dce (organisme, id, consultation_id, version, nom, blob_id, date_depot) values
  ('plouezec', 1, 1, 1, 'CCTP.pdf', 1, '2021-03-01 07:50:00'),
  ('plouezec', 2, 1, 1, 'Règlement.pdf', 2, '2021-03-01 07:50:00'),
  ('plouezec', 3, 1, 2, 'CCTP v2.pdf', 3, '2021-03-15 10:00:00'),
  ('plouezec', 4, 1, 2, 'Règlement.pdf', 2, '2021-03-15 10:00:00'),
  ('plouezec', 5, 1, 2, 'Plans.zip', 4, '2021-03-15 10:00:00'),
  ('plouezec', 6, 1, 2, 'DPGF.xlsx', 10, '2021-03-15 10:00:00'),
  ('plouezec', 7, 2, 1, 'CCAP.pdf', 11, '2022-10-03 07:45:00'),
  ('plouezec', 8, 2, 1, 'CCTP.pdf', 13, '2022-10-03 07:45:00'),
  ('dept22', 1, 1, 1, 'CCTP.pdf', 1, '2022-09-05 08:30:00'),
  ('dept22', 2, 1, 1, 'Plans.zip', 2, '2022-09-05 08:30:00'),
  ('dept22', 3, 2, 1, 'DCE complet.zip', 3, '2023-06-19 08:00:00'),
  ('dept22', 4, 2, 1, 'Annexes.zip', 4, '2023-06-19 08:00:00'),
  ('sivu', 1, 1, 1, 'CCTP.pdf', 1, '2023-02-06 07:30:00'),
  ('sivu', 2, 1, 1, 'Plan de situation.pdf', 3, '2023-02-06 07:30:00'),
  ('sivu', 3, 1, 1, 'Devis type.pdf', 99, '2023-02-06 07:30:00');
