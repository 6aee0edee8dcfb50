-- Functions of AMC's SQL that the database does not have by these names.
CREATE MACRO seconds_between(a, b) AS date_diff('second', a::TIMESTAMP, b::TIMESTAMP);

CREATE MACRO minutes_between(a, b) AS date_sub('minute', a::TIMESTAMP, b::TIMESTAMP);

CREATE MACRO hours_between(a, b) AS date_sub('hour', a::TIMESTAMP, b::TIMESTAMP);

CREATE MACRO days_between(a, b) AS date_sub('day', a::TIMESTAMP, b::TIMESTAMP);

CREATE MACRO collect(x) AS array_agg(x);

CREATE MACRO null_if_zero(x) AS nullif(x, 0);
