-- Names are found by the plain letter of ƀ too: their words are made anew, once.
UPDATE view_state SET stale = 1 WHERE id = 1;
