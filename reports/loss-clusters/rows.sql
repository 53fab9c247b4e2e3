-- grain: one row per kind and cluster of damage; those that explain most come first
select * from loss_cluster order by kind, rank
