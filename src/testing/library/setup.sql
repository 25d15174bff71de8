-- Small histories in which every row is there for a reason. Times are in March 2025 unless the reason is elsewhere.
create schema library;

-- Spines -------------------------------------------------------------------------------------------------------------

create table library.loans (loan_id integer, customer_id integer, region text, prediction_time timestamptz);

insert into library.loans values
  (1, 1, 'north', '2025-03-10 12:00+00'),
  (2, 1, 'north', '2025-03-20 12:00+00'),
  (3, 2, 'south', '2025-03-20 12:00+00'),
  (4, 3, 'south', '2025-03-20 12:00+00'), -- has no history anywhere
  (5, null, 'north', '2025-03-20 12:00+00'), -- a null key
  (6, 1, 'north', null); -- a null time

-- Days instead of moments, over the night in which Berlin's clocks go forward
create table library.days (customer_id integer, prediction_time date);

insert into library.days values (1, '2025-03-31'), (2, '2025-03-31');

-- Histories ----------------------------------------------------------------------------------------------------------

create table library.scores (
  score_id integer,
  customer_id integer,
  occurred_at timestamptz,
  ingested_at timestamptz,
  source text collate "en-x-icu",
  score double precision,
  grade text
);

insert into library.scores values
  (1, 1, '2025-03-01 00:00+00', '2025-03-01 01:00+00', 'a', 0.1, 'low'),
  (2, 1, '2025-03-10 12:00+00', '2025-03-10 12:00+00', 'a', 0.2, null), -- at the very moment of loan 1
  (3, 1, '2025-03-15 00:00+00', '2025-03-25 00:00+00', 'a', 0.3, 'high'), -- before loan 2, known after it
  (4, 2, '2025-03-19 00:00+00', '2025-03-19 00:00+00', 'a', 0.4, 'low'), -- one of three at one moment
  (5, 2, '2025-03-19 00:00+00', '2025-03-19 00:00+00', 'B', 0.5, 'mid'), -- "a" > "B" by collation "C" only
  (6, 2, '2025-03-19 00:00+00', '2025-03-19 00:00+00', null, 0.6, 'high'), -- null is lowest
  (7, null, '2025-03-19 00:00+00', '2025-03-19 00:00+00', 'a', 0.7, 'x'), -- a null key, as loan 5 has
  (8, 1, null, '2025-03-09 00:00+00', 'a', 0.8, 'x'), -- a null time, as loan 6 has
  (9, 1, '2025-03-09 00:00+00', null, 'a', 0.9, 'x'); -- never known

-- Payments, among them corrections of one payment_id
create table library.payments (
  payment_id integer,
  customer_id integer,
  occurred_at timestamptz,
  ingested_at timestamptz,
  amount double precision,
  units integer,
  status text
);

insert into library.payments values
  (1, 1, '2025-03-03 12:00+00', '2025-03-03 12:00+00', 10, 1, 'late'), -- exactly 7 days before loan 1
  (2, 1, '2025-03-08 12:00+00', '2025-03-08 12:00+00', 20.5, 2, 'paid'),
  (3, 1, '2025-03-10 12:00+00', '2025-03-10 12:00+00', 40, null, 'late'), -- at the very moment of loan 1
  (4, 1, '2025-03-14 12:00+00', '2025-03-14 12:00+00', 80, 4, 'paid'),
  (4, 1, '2025-03-14 12:00+00', '2025-03-16 12:00+00', 81, 4, 'paid'), -- corrected to 81 before loan 2 …
  (4, 1, '2025-03-14 12:00+00', '2025-03-21 12:00+00', 82, 4, 'paid'), -- … and to 82 after it
  (5, 1, '2025-03-19 12:00+00', '2025-03-19 12:00+00', 160, 8, 'late'),
  (5, 2, '2025-03-19 12:00+00', '2025-03-20 12:00+00', 160, 8, 'late'), -- corrected: it was customer 2
  (6, 1, '2025-03-18 12:00+00', '2025-03-18 12:00+00', 320, 16, 'paid'),
  (6, 1, '2025-03-30 12:00+00', '2025-03-19 12:00+00', 320, 16, 'paid'), -- corrected: it is only due on the 30th
  (7, 2, '2025-03-15 12:00+00', '2025-03-15 12:00+00', 1, 1, 'paid'),
  (7, 2, '2025-03-15 12:00+00', '2025-03-15 12:00+00', 1, 1, 'paid'), -- the same delivered twice
  (null, 2, '2025-03-16 12:00+00', '2025-03-16 12:00+00', 2, 1, 'paid'),
  (null, 2, '2025-03-16 12:00+00', '2025-03-16 12:00+00', 2, 1, 'paid'); -- without a key each is its own

-- valid_to is written into the row when it is closed
create table library.accounts (
  owner_id integer,
  region text,
  opened_at timestamptz,
  balance numeric,
  valid_to date,
  closed_at timestamptz
);

insert into library.accounts values
  (1, 'north', '2025-03-01 00:00+00', 100.50, '2025-03-31', '2025-03-15 00:00+00'),
  (2, 'north', '2025-03-01 00:00+00', 7, '2025-03-21', '2025-03-21 00:00+00'),
  (2, 'south', '2025-03-01 00:00+00', 8, '2025-03-21', '2025-03-21 00:00+00');

-- The moment itself tells nothing about when it was known
create table library.bookings (customer_id integer, starts_at timestamptz, booked_at timestamptz, room text);

insert into library.bookings values
  (1, '2025-03-05 00:00+00', '2025-03-01 00:00+00', 'blue'),
  (1, '2025-04-05 00:00+00', '2025-03-15 00:00+00', 'green'), -- in the future of loan 2, and known by then
  (2, '2025-04-05 00:00+00', '2025-03-21 00:00+00', 'red'); -- not known at loan 3

create table library.regions (region text, tax numeric, manager text);

insert into library.regions values ('north', 0.1, 'n'), ('south', 0.2, 's'), ('south', 0.3, 's');

create table library.clicks (customer_id integer, clicked_at timestamptz, page text);

insert into library.clicks values
  (1, '2025-03-28 22:30+00', 'home'), -- 47.5 hours before 31 March begins in Berlin, though the wall clock says 48.5
  (2, '2025-03-28 21:30+00', 'cart'); -- 48.5 hours before it

create table library.visits (customer_id integer, visited_on date, pages integer);

insert into library.visits values (1, '2025-03-09', 3), (1, '2025-03-10', 4), (2, '2025-03-01', null), (2, null, 9), (null, '2025-03-01', 7);

-- Rows to test ---------------------------------------------------------------------------------------------------------

create table library.labels (
  loan_id integer,
  as_of_month date,
  feature_at timestamptz,
  label_observed_at timestamptz,
  income double precision,
  source text
);

insert into library.labels values
  (1, '2025-03-15', '2025-03-01 00:00+00', '2025-03-31 23:59:59.999999+00', 1000, 'web'), -- the month's last instant
  (2, '2025-03-15', '2025-04-01 00:00+00', '2025-04-01 00:00+00', -1, 'web'), -- one microsecond later
  (3, '2024-02-29', '2024-02-29 00:00+00', '2024-02-29 12:00+00', null, 'app'),
  (4, null, '2025-05-02 00:00+00', '2025-05-01 00:00+00', 'NaN', 'app'),
  (5, '2025-04-30', null, null, 2500.5, null),
  (5, '2025-04-30', 'infinity', null, 0, null),
  (6, '2025-04-30', '-infinity', '2999-01-01 00:00+00', 3000, 'app');

-- What a snapshot by `check` has left behind
create table library.customers_history (customer_id integer, plan text, dbt_valid_from timestamp, dbt_valid_to timestamp);

insert into library.customers_history values
  (1, 'basic', '2025-03-01 00:00', '2025-03-18 00:00'),
  (1, 'gold', '2025-03-18 00:00', null),
  (2, 'basic', '2025-03-01 00:00', '2025-03-25 00:00'),
  (2, 'gold', '2025-03-25 00:00', null);
