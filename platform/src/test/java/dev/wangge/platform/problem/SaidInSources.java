package dev.wangge.platform.problem;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * What the services say to callers, read from their sources: each sentence with {@code {}} where
 * something of the moment stands in it, and where it is said.
 */
final class SaidInSources extends TreeScanner<@Nullable Void, String> {
    /** Who is handed a sentence for a caller. */
    private static final Set<String> SAYING =
            Set.of(
                    "at",
                    "parameter",
                    "Pointed",
                    "Problem",
                    "Finding",
                    "wrong",
                    "note",
                    "WrongGrid",
                    "InvalidGeometry",
                    "mended",
                    "Warning",
                    "MoveWarning",
                    "ground",
                    "Wrong",
                    "invalid",
                    "unsupported",
                    "malformed",
                    "meanwhile",
                    "reused",
                    "refused",
                    "broken",
                    "array",
                    "text",
                    "value",
                    "of");

    /** Sentences, with the file that each is said in. */
    final Map<String, String> sentences = new TreeMap<>();

    /** Codes that stand beside a sentence. */
    final Map<String, String> codes = new TreeMap<>();

    static SaidInSources of(List<Path> sources) {
        var compiler = ToolProvider.getSystemJavaCompiler();
        var said = new SaidInSources();
        try (var files = compiler.getStandardFileManager(null, null, null)) {
            var task =
                    (JavacTask)
                            compiler.getTask(
                                    null,
                                    files,
                                    null,
                                    null,
                                    null,
                                    files.getJavaFileObjectsFromPaths(sources));
            for (var unit : task.parse()) {
                said.scan(unit, unit.getSourceFile().getName());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return said;
    }

    @Override
    public @Nullable Void visitMethodInvocation(MethodInvocationTree call, String file) {
        var method = call.getMethodSelect();
        var name =
                switch (method) {
                    case MemberSelectTree select -> select.getIdentifier().toString();
                    case IdentifierTree identifier -> identifier.getName().toString();
                    default -> "";
                };
        if (SAYING.contains(name)
                || (name.equals("put") && method.toString().equals("wrong.put"))) {
            note(call.getArguments(), file);
        }
        return super.visitMethodInvocation(call, file);
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree made, String file) {
        var name = made.getIdentifier().toString();
        if (SAYING.contains(name)
                || (name.equals("IllegalArgumentException")
                        && file.matches(".*/(place|move)/.*"))) {
            note(made.getArguments(), file);
        }
        return super.visitNewClass(made, file);
    }

    private void note(List<? extends ExpressionTree> arguments, String file) {
        for (int i = 0; i < arguments.size(); i++) {
            for (var sentence : templates(arguments.get(i))) {
                if (!sentence.contains(" ") || !sentence.matches("(?s).*[A-Za-z]{2}.*")) {
                    continue;
                }
                sentences.put(sentence, file);
                for (var code : i == 0 ? List.<String>of() : templates(arguments.get(i - 1))) {
                    if (code.matches("[a-z]+([-_][a-z]+)*") && !code.equals("message")) {
                        codes.put(code, file);
                    }
                }
            }
        }
    }

    private static List<String> templates(Tree said) {
        return switch (said) {
            case LiteralTree literal when literal.getValue() instanceof String text ->
                    List.of(text);
            case LiteralTree literal -> List.of("{}");
            case ParenthesizedTree inner -> templates(inner.getExpression());
            case ConditionalExpressionTree either -> {
                var both = new ArrayList<>(templates(either.getTrueExpression()));
                both.addAll(templates(either.getFalseExpression()));
                yield both;
            }
            case BinaryTree sum when sum.getKind() == Tree.Kind.PLUS -> {
                var all = new ArrayList<String>();
                for (var left : templates(sum.getLeftOperand())) {
                    for (var right : templates(sum.getRightOperand())) {
                        all.add(left + right);
                    }
                }
                yield all;
            }
            case MethodInvocationTree call
                    when call.getMethodSelect() instanceof MemberSelectTree select
                            && select.getIdentifier().contentEquals("formatted") ->
                    templates(select.getExpression()).stream()
                            .map(format -> format.replaceAll("%[,.0-9]*[sdf]", "{}"))
                            .toList();
            default -> List.of("{}");
        };
    }
}
