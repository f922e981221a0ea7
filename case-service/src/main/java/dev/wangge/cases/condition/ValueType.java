package dev.wangge.cases.condition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;

/** What a variable of conditions is. In what comes each stands as a text. */
public enum ValueType {
    TEXT,
    TEXTS,
    /** 0 where nobody said so. */
    WHOLE,
    /** 0 where nobody said so; exact to fifteen digits. */
    DECIMAL;

    CelType type() {
        return switch (this) {
            case TEXT -> SimpleType.STRING;
            case TEXTS -> ListType.create(SimpleType.STRING);
            case WHOLE -> SimpleType.INT;
            case DECIMAL -> SimpleType.DOUBLE;
        };
    }

    /** As an expression sees it. */
    Object value(String said) {
        return switch (this) {
            case TEXT -> said;
            case TEXTS -> RowLanguage.items(said);
            case WHOLE -> said.isEmpty() ? 0L : Long.parseLong(said);
            case DECIMAL -> said.isEmpty() ? 0.0 : Double.parseDouble(said);
        };
    }
}
