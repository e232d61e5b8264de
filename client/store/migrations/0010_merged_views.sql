-- What was passed on to the unit that took this one over is seen here again: folded anew, once.
UPDATE view_state SET stale = 1 WHERE id = 1;
