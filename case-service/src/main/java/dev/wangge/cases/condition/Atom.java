package dev.wangge.cases.condition;

import java.util.Map;

/** One thing that a condition asks for, beside the others that it asks for too. */
sealed interface Atom {
    /** What an expression is written as that is never so. */
    Atom NEVER = new Other("false");

    /** Whether it is so; of what only the expression itself can tell, it is until that is asked. */
    boolean holds(Map<String, String> input);

    /** Whether the other is so whenever this one is. */
    boolean implies(Atom other);

    /** Whether the two are never so together, as far as that is plain. */
    boolean excludes(Atom other);

    /** A variable equals a text. */
    record Equal(String variable, String text) implements Atom {
        @Override
        public boolean holds(Map<String, String> input) {
            return text.equals(input.get(variable));
        }

        @Override
        public boolean implies(Atom other) {
            return equals(other) || (isOfThis(other) && other.holds(Map.of(variable, text)));
        }

        @Override
        public boolean excludes(Atom other) {
            return isOfThis(other) && !other.holds(Map.of(variable, text));
        }

        private boolean isOfThis(Atom other) {
            return switch (other) {
                case Equal e -> e.variable.equals(variable);
                case Prefix e -> e.variable.equals(variable);
                case Part e -> e.variable.equals(variable);
                case Item _, Other _ -> false;
            };
        }
    }

    /** A variable begins with a text. */
    record Prefix(String variable, String text) implements Atom {
        @Override
        public boolean holds(Map<String, String> input) {
            return input.getOrDefault(variable, "").startsWith(text);
        }

        @Override
        public boolean implies(Atom other) {
            return switch (other) {
                case Prefix e -> e.variable.equals(variable) && text.startsWith(e.text);
                case Part e -> e.variable.equals(variable) && text.contains(e.text);
                case Equal _, Item _, Other _ -> false;
            };
        }

        @Override
        public boolean excludes(Atom other) {
            return switch (other) {
                case Prefix e ->
                        e.variable.equals(variable)
                                && !text.startsWith(e.text)
                                && !e.text.startsWith(text);
                case Equal e -> e.excludes(this);
                case Part _, Item _, Other _ -> false;
            };
        }
    }

    /** A variable contains a text. */
    record Part(String variable, String text) implements Atom {
        @Override
        public boolean holds(Map<String, String> input) {
            return input.getOrDefault(variable, "").contains(text);
        }

        @Override
        public boolean implies(Atom other) {
            return other instanceof Part e && e.variable.equals(variable) && text.contains(e.text);
        }

        @Override
        public boolean excludes(Atom other) {
            return other instanceof Equal e && e.excludes(this);
        }
    }

    /** A text is among those of a variable that is a list. */
    record Item(String variable, String text) implements Atom {
        @Override
        public boolean holds(Map<String, String> input) {
            return RowLanguage.items(input.getOrDefault(variable, "")).contains(text);
        }

        @Override
        public boolean implies(Atom other) {
            return equals(other);
        }

        @Override
        public boolean excludes(Atom other) {
            return false;
        }
    }

    /**
     * Whatever else an expression says.
     *
     * @param source in the one way of writing it
     */
    record Other(String source) implements Atom {
        @Override
        public boolean holds(Map<String, String> input) {
            return true;
        }

        @Override
        public boolean implies(Atom other) {
            return equals(other);
        }

        @Override
        public boolean excludes(Atom other) {
            return other instanceof Other e
                    && (source.equals("!(" + e.source + ")")
                            || e.source.equals("!(" + source + ")"));
        }
    }
}
