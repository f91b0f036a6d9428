-- How many flows have led to each other up to the change: what follows from it says so, so that flows which undo each other's work come to an end.
alter table contact_change add column depth int not null default 0;
