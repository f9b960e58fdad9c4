-- Version 6: the Records of all Connections, in their usual order.

CREATE INDEX records_of_all_by_name ON records (name_key, id, state, product_id);
