-- grain: one row per unstored key and unnamed object of its bucket that a key rule holds for the same,
--        with the first rule that does
create or replace table rule_candidate as
select * from rule_pair('promised', 'unstored_key');
