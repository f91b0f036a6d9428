-- The day on which it was last told whose date has come, of flows that begin with dates.
alter table flow add column dates_told date;
