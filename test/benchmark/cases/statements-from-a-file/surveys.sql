CREATE TABLE surveys (
    id integer PRIMARY KEY,
    question text NOT NULL
);
