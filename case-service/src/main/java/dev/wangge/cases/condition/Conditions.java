package dev.wangge.cases.condition;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelUnparser;
import dev.cel.parser.CelUnparserFactory;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads conditions: expressions in CEL over variables that are texts, lists of texts, or numbers.
 * Nothing in them loops, so that each takes a time that its length bounds.
 */
final class Conditions {
    /** A sum of yuan may be compared with a whole number. */
    private static final CelOptions OPTIONS =
            CelOptions.current().enableHeterogeneousNumericComparisons(true).build();

    private static final CelRuntime RUNTIME =
            CelRuntimeFactory.plannerRuntimeBuilder().setOptions(OPTIONS).build();
    private static final CelUnparser UNPARSER = CelUnparserFactory.newUnparser();

    /** Reading one takes a millisecond, and each is read to be checked and to be used. */
    private static final int REMEMBERED = 20_000;

    private final CelCompiler compiler;
    private final Map<String, ValueType> variables;
    private final Map<String, Condition> known = new ConcurrentHashMap<>();

    /**
     * @param variables by their names
     */
    Conditions(Map<String, ValueType> variables) {
        var builder = CelCompilerFactory.standardCelCompilerBuilder().setOptions(OPTIONS);
        variables.forEach((name, type) -> builder.addVar(name, type.type()));
        this.variables = Map.copyOf(variables);
        this.compiler = builder.setResultType(SimpleType.BOOL).build();
    }

    /**
     * Reads one.
     *
     * @param expression null for none
     */
    Condition read(@Nullable String expression) throws WrongCondition {
        if (expression == null) {
            return Condition.ALWAYS;
        }
        var before = known.get(expression);
        if (before != null) {
            return before;
        }
        var condition = compiled(expression);
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        known.put(expression, condition);
        return condition;
    }

    private Condition compiled(String expression) throws WrongCondition {
        var result = compiler.compile(expression);
        var wrong = result.getErrors().stream().findFirst();
        if (wrong.isPresent()) {
            throw new WrongCondition(
                    wrong.get().getSourceLocation().getColumn() + 1, wrong.get().getMessage());
        }
        try {
            var tree = result.getAst();
            var atoms = new ArrayList<Atom>();
            collect(tree.getExpr(), tree, atoms);
            var needsProgram = atoms.stream().anyMatch(Atom.Other.class::isInstance);
            return new Condition(
                    atoms, needsProgram ? RUNTIME.createProgram(tree) : null, variables);
        } catch (CelValidationException | CelEvaluationException e) {
            throw new WrongCondition(1, String.valueOf(e.getMessage()));
        }
    }

    /** All that has to hold: the sides of each "and". */
    private static void collect(CelExpr part, CelAbstractSyntaxTree tree, List<Atom> into) {
        if (isCall(part, "_&&_")) {
            part.call().args().forEach(side -> collect(side, tree, into));
            return;
        }
        if (isConstant(part, CelConstant.Kind.BOOLEAN_VALUE) && part.constant().booleanValue()) {
            return;
        }
        into.add(
                equal(part)
                        .or(() -> on(part, "startsWith", Atom.Prefix::new))
                        .or(() -> on(part, "contains", Atom.Part::new))
                        .or(() -> among(part))
                        .orElseGet(() -> new Atom.Other(source(part, tree))));
    }

    private static String source(CelExpr part, CelAbstractSyntaxTree tree) {
        return UNPARSER.unparse(CelAbstractSyntaxTree.newParsedAst(part, tree.getSource()));
    }

    private interface Making {
        Atom of(String variable, String text);
    }

    private static Optional<Atom> equal(CelExpr part) {
        if (!isCall(part, "_==_")) {
            return Optional.empty();
        }
        var left = part.call().args().get(0);
        var right = part.call().args().get(1);
        return atom(left, right, Atom.Equal::new).or(() -> atom(right, left, Atom.Equal::new));
    }

    private static Optional<Atom> among(CelExpr part) {
        return isCall(part, "@in")
                ? atom(part.call().args().get(1), part.call().args().get(0), Atom.Item::new)
                : Optional.empty();
    }

    private static Optional<Atom> on(CelExpr part, String function, Making making) {
        return isCall(part, function)
                ? part.call()
                        .target()
                        .flatMap(target -> atom(target, part.call().args().getFirst(), making))
                : Optional.empty();
    }

    private static Optional<Atom> atom(CelExpr variable, CelExpr text, Making making) {
        return variable.getKind() == CelExpr.ExprKind.Kind.IDENT
                        && isConstant(text, CelConstant.Kind.STRING_VALUE)
                ? Optional.of(making.of(variable.ident().name(), text.constant().stringValue()))
                : Optional.empty();
    }

    private static boolean isCall(CelExpr part, String function) {
        return part.getKind() == CelExpr.ExprKind.Kind.CALL
                && part.call().function().equals(function);
    }

    private static boolean isConstant(CelExpr part, CelConstant.Kind kind) {
        return part.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && part.constant().getKind() == kind;
    }
}
