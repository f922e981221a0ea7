package dev.wangge.cases.action;

import dev.wangge.cases.life.Case;
import dev.wangge.cases.life.asking.Question;
import dev.wangge.contracts.Actor;

/** What a person is to one case. */
public enum Relation {
    /** It is theirs, or their unit's, to handle. */
    ASSIGNEE {
        @Override
        public boolean holds(Case it, Actor actor) {
            var assignee = it.assignee();
            return assignee != null && assignee.recipient().toString().equals(actor.who());
        }
    },
    /** A part of it is theirs: of their unit, which joined whoever is in charge. */
    SIDE {
        @Override
        public boolean holds(Case it, Actor actor) {
            return it.bonds().openParts().stream()
                    .anyMatch(part -> part.side().recipient().toString().equals(actor.who()));
        }
    },
    /** They reported it. */
    REPORTER {
        @Override
        public boolean holds(Case it, Actor actor) {
            return actor.who().equals(it.reporter());
        }
    },
    /** They were asked something that can still be answered. */
    ASKED {
        @Override
        public boolean holds(Case it, Actor actor) {
            return it.questions().to(actor.who()).stream().anyMatch(Question::isAnswerable);
        }
    };

    public abstract boolean holds(Case it, Actor actor);
}
