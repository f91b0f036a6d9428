-- Those of whom the most is expected, as they were computed: a page that names ten of a million need not look at all.
alter table prediction_run add column top uuid[] not null default '{}';
update prediction_run r set top = array(
    select p.contact_id from prediction p where p.workspace_id = r.workspace_id
    order by p.lifetime_value desc nulls last, p.expected_orders desc, p.contact_id limit 20);
