-- Of the rows that arrived last (arrived_row) those in which something is wrong, as the database gave them.
insert into raw_expected_object
select a.*
from arrived_row as a
semi join (select row_number from expected_row where flawed) as f on f.row_number = a.row_number;
