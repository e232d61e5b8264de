/* Push, receipt, restore and resume, small enough to be looked at whole (spin).
 *
 * Two laptops and a province. A laptop writes operations, offers what its copy of the log does
 * not have, and takes pages; messages are lost, doubled and late; laptops lose what is in memory,
 * go back to an old image, or are stolen; the province goes back to a backup under a new epoch.
 * sync/exchange/laptop.cpp and province.cpp are what is modelled: request(), take(), answer().
 *
 * So that all of it can be looked at, only the first laptop is stolen or goes back to an image, and
 * the backup is of the log's first operation.
 *
 * An operation is one of three, two of the first laptop, in the order it writes them; its place in its chain
 * is counted by the laptop and goes back with an image, so a second operation at one place is a
 * fork. A root is modelled by comparing the logs themselves.
 *
 * Each MUTANT_… is a mistake that this model must find (model_test.py).
 */
#define LAPTOPS 2
#define OPERATIONS 3
#define BIT(o) (1 << (o))

typedef Log {
  byte at[OPERATIONS];
  byte size
};

/* the province */
Log log;
byte epoch = 1;
Log backup;
bool forked[OPERATIONS];
byte place_of[OPERATIONS];   /* of an operation in its chain */

/* the laptops */
typedef Laptop {
  byte has;        /* a bit an operation */
  Log known;
  byte epoch;
  byte next;       /* place of its next operation */
  byte written;    /* operations it ever wrote */
  bool gone;
  bool waits;      /* for a reply */
  /* an image of earlier */
  bool image;
  byte image_has;
  Log image_known;
  byte image_epoch;
  byte image_next
};
Laptop laptop[LAPTOPS];
byte saved[LAPTOPS];         /* what its people were told is saved, and no image took back */

/* one message each way and laptop; a later one takes the place of an earlier */
typedef Request {
  bool there;
  byte epoch;
  Log known;
  byte offered
};
typedef Reply {
  bool there;
  byte epoch;
  byte base;
  Log log
};
Request request[LAPTOPS];
Reply reply[LAPTOPS];

byte faults = FAULTS;
bool imaged = false;  /* one image in a life is enough to go wrong with */
bool quiet = false;
byte i, j;

#define COPY(to, from) \
  to.size = from.size; \
  j = 0; \
  do \
  :: j < OPERATIONS -> to.at[j] = from.at[j]; j++ \
  :: else -> break \
  od

inline is_in(answer, a_log, o) {
  answer = false;
  j = 0;
  do
  :: j < a_log.size -> if :: a_log.at[j] == o -> answer = true :: else fi; j++
  :: else -> break
  od
}

/* a is a beginning of b */
inline begins(answer, a, b) {
  answer = (a.size <= b.size);
  j = 0;
  do
  :: answer && j < a.size -> if :: a.at[j] != b.at[j] -> answer = false :: else fi; j++
  :: else -> break
  od
}

bool found, forks, refused;
byte o, k;

/* What is no more has no content: otherwise states would differ by what nobody can see. */
inline forget(a_log) {
  a_log.size = 0;
  j = 0;
  do
  :: j < OPERATIONS -> a_log.at[j] = 0; j++
  :: else -> break
  od;
  j = 0
}

inline drop_request(l) {
  d_step {
    request[l].there = false;
    request[l].epoch = 0;
    request[l].offered = 0;
    forget(request[l].known)
  }
}

inline drop_reply(l) {
  d_step {
    reply[l].there = false;
    reply[l].epoch = 0;
    reply[l].base = 0;
    forget(reply[l].log)
  }
}

inline append(op) {
  is_in(found, log, op);
#ifdef MUTANT_APPENDS_TWICE
  found = false;
#endif
  if
  :: found || log.size == OPERATIONS -> skip
  :: else ->
     forks = false;
     k = 0;
     do
     :: k < log.size ->
        if
        :: log.at[k] / 2 == (op) / 2 && place_of[log.at[k]] == place_of[op] &&
           !forked[log.at[k]] && log.at[k] != (op) -> forks = true
        :: else
        fi;
        k++
     :: else -> break
     od;
#ifdef MUTANT_NO_FORK
     forks = false;
#endif
     forked[op] = forks;
     log.at[log.size] = op;
     log.size++;
     if
     :: backup.size == 0 -> COPY(backup, log)   /* the backup is of the log's first operation */
     :: else
     fi
  fi
}

inline ask(l) {
  d_step {
    request[l].there = true;
    request[l].epoch = laptop[l].epoch;
    COPY(request[l].known, laptop[l].known);
    request[l].offered = laptop[l].has;
    k = 0;
    do
    :: k < laptop[l].known.size ->
       request[l].offered = request[l].offered & ~BIT(laptop[l].known.at[k]); k++
    :: else -> break
    od;
#ifdef MUTANT_OWN_ONLY
    request[l].offered = request[l].offered & (3 << (2 * l));
#endif
#ifdef MUTANT_RECEIPT_AT_SENDING
    k = 0;
    do
    :: k < OPERATIONS ->
       if
       :: (request[l].offered & BIT(k)) && laptop[l].known.size < OPERATIONS ->
          laptop[l].known.at[laptop[l].known.size] = k; laptop[l].known.size++
       :: else
       fi;
       k++
    :: else -> break
    od;
#endif
    laptop[l].waits = true;
    k = 0; j = 0
  }
}

inline answer(l) {
  d_step {
    reply[l].there = false;
    found = true;
    if
    :: request[l].epoch == epoch ->
       begins(found, request[l].known, log);
       reply[l].base = request[l].known.size
    :: else -> reply[l].base = 0
    fi;
    if
    :: !found -> skip   /* rewound: refused */
    :: else ->
       if
       :: request[l].epoch == epoch || request[l].epoch == 0 ->
          o = 0;
          do
          :: o < OPERATIONS ->
             if :: request[l].offered & BIT(o) -> append(o) :: else fi; o++
          :: else -> break
          od
       :: else
       fi;
       reply[l].there = true;
       reply[l].epoch = epoch;
       COPY(reply[l].log, log)
    fi;
    o = 0; k = 0; j = 0; found = false; forks = false
  }
}

inline take(l) {
  d_step {
    /* Of which it has had something: the founding operations stand in every log. */
    found = laptop[l].epoch > 0 && reply[l].base == 0 && reply[l].epoch > laptop[l].epoch;
#ifdef MUTANT_KEEPS_OLD_LOG
    found = false;
#endif
    if
    :: found ->
#ifdef MUTANT_ABSENCE_IS_DELETION
       laptop[l].has = 0;
#endif
       laptop[l].known.size = 0
    :: else
    fi;
    refused = !found && (reply[l].base != laptop[l].known.size ||
                       (laptop[l].epoch != 0 && laptop[l].epoch != reply[l].epoch));
#ifdef MUTANT_ANY_BASE
    refused = false;
#endif
    if
    :: refused -> skip   /* not asked */
    :: else ->
       k = reply[l].base;
       do
       :: k < reply[l].log.size && laptop[l].known.size < OPERATIONS ->
          laptop[l].known.at[laptop[l].known.size] = reply[l].log.at[k];
          laptop[l].known.size++;
          laptop[l].has = laptop[l].has | BIT(reply[l].log.at[k]);
          k++
       :: else -> break
       od;
       laptop[l].epoch = reply[l].epoch
    fi;
    laptop[l].waits = false;
    k = 0; found = false; refused = false
  };
  drop_reply(l)
}

inline write(l) {
  d_step {
    o = 2 * l + laptop[l].written;
    place_of[o] = laptop[l].next;
    laptop[l].has = laptop[l].has | BIT(o);
    saved[l] = saved[l] | BIT(o);
    laptop[l].next++;
    laptop[l].written++;
    o = 0
  }
}

inline restore() {
  d_step {
    COPY(log, backup);
#ifndef MUTANT_SAME_EPOCH
    epoch++;
#endif
    j = 0
  }
}

inline keep_image(l) {
  d_step {
    laptop[l].image = true;
    laptop[l].image_has = laptop[l].has;
    COPY(laptop[l].image_known, laptop[l].known);
    laptop[l].image_epoch = laptop[l].epoch;
    laptop[l].image_next = laptop[l].next;
    imaged = true;
    j = 0
  }
}

inline put_image_back(l) {
  d_step {
    laptop[l].has = laptop[l].image_has;
    saved[l] = saved[l] & laptop[l].image_has;
    COPY(laptop[l].known, laptop[l].image_known);
    laptop[l].epoch = laptop[l].image_epoch;
    laptop[l].next = laptop[l].image_next;
    laptop[l].waits = false;
    laptop[l].image = false;
    laptop[l].image_has = 0;
    laptop[l].image_epoch = 0;
    laptop[l].image_next = 0;
    forget(laptop[l].image_known)
  }
}

/* I-1 and I-2, I-3, I-5: whenever somebody looks. */
inline look() {
  d_step {
    i = 0;
    do
    :: i < LAPTOPS ->
       assert((saved[i] & ~laptop[i].has) == 0);
       if
       :: laptop[i].epoch == epoch ->
          begins(found, laptop[i].known, log);
          assert(found)                       /* received means: stands there, at that place */
       :: else
       fi;
       i++
    :: else -> break
    od;
    i = 0;
    do
    :: i < log.size ->
       k = i + 1;
       do
       :: k < log.size ->
          assert(log.at[i] != log.at[k]);      /* at most once */
          assert(log.at[i] / 2 != log.at[k] / 2 || place_of[log.at[i]] != place_of[log.at[k]] ||
                 forked[log.at[i]] || forked[log.at[k]]);
          k++
       :: else -> break
       od;
       i++
    :: else -> break
    od;
    i = 0; k = 0; j = 0; found = false
  }
}

inline round_of(l) {
  if
  :: laptop[l].gone -> skip
  :: else ->
     ask(l);
     answer(l);
     if :: reply[l].there -> take(l) :: else fi;
     drop_request(l);
     look()
  fi
}

/* Which laptop a step is about. */
byte l;

active proctype everything() {
  do
  :: atomic { !quiet ->
     if :: l = 0 :: l = 1 fi;
     if
     :: !laptop[l].gone && laptop[l].written < 2 - l -> write(l)
     :: !laptop[l].gone && !laptop[l].waits -> ask(l)
     :: request[l].there -> answer(l); drop_request(l)
     :: reply[l].there && laptop[l].waits -> take(l)
     :: faults > 0 && request[l].there -> faults--; drop_request(l)
     :: faults > 0 && reply[l].there -> faults--; drop_reply(l)
     :: faults > 0 && request[l].there -> faults--; answer(l)   /* and comes again */
     :: faults > 0 && laptop[l].waits ->                        /* gave up: the reply is late */
        faults--; laptop[l].waits = false
     :: faults > 0 && epoch < 3 -> faults--; restore()
     :: faults > 0 && !imaged && l == 0 && !laptop[l].gone -> keep_image(l)
     :: faults > 0 && laptop[l].image && !laptop[l].gone -> faults--; put_image_back(l)
     :: faults > 0 && l == 0 && !laptop[l].gone ->
        faults--; laptop[l].gone = true; laptop[l].waits = false
     :: quiet = true
     fi;
     look();
     l = 0 }
  :: atomic { quiet -> break }
  od;
  atomic {
  /* I-6: three rounds each, and everything that anybody holds is everywhere. */
  drop_request(0); drop_request(1);
  drop_reply(0); drop_reply(1);
  round_of(0); round_of(1);
  round_of(0); round_of(1);
  round_of(0); round_of(1);
  d_step {
    i = 0;
    do
    :: i < LAPTOPS ->
       if
       :: laptop[i].gone -> skip
       :: else ->
          assert(laptop[i].epoch == epoch);
          assert(laptop[i].known.size == log.size);
          o = 0;
          do
          :: o < OPERATIONS ->
             is_in(found, log, o);
             assert(!(laptop[i].has & BIT(o)) || found);
             o++
          :: else -> break
          od
       fi;
       i++
    :: else -> break
    od
  }
  }
}
