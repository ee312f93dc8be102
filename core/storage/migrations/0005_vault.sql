-- What is half typed in a form, by the form's name; goes with its customer.
CREATE TABLE draft (form TEXT PRIMARY KEY, customer INTEGER, text TEXT NOT NULL);
