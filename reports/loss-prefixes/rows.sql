-- grain: one row per kind, bucket, depth (1, 2) and prefix of that many segments; the hardest hit come first
select * from loss_by_prefix order by kind, depth, damaged desc, expected desc, bucket, prefix
