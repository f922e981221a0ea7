package dev.wangge.gateway.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ModulesTest {

    @Test
    void commentsAndIndentationStayHere() {
        assertThat(sent("field/a.js", "// Why.\nif (a) {\n  // So.\n  b('// c');  \n\n}\n"))
                .isEqualTo("if (a) {\nb('// c');\n}\n");
    }

    @Test
    void whatCannotBeToldIsLeftAsItIs() {
        var text = "const a = `\n  // not a comment\n`;\n";
        assertThat(sent("desk/a.js", text)).isEqualTo(text);
        var block = "/*\n  // half */ b();\n";
        assertThat(sent("desk/a.js", block)).isEqualTo(block);
    }

    @Test
    void whatIsNotOursIsLeftAsItIs() {
        assertThat(sent("vendor/preact/preact.module.js", "  // a\n")).isEqualTo("  // a\n");
        assertThat(sent("style/base.css", "  a {}\n")).isEqualTo("  a {}\n");
    }

    private static String sent(String path, String text) {
        return new String(Modules.sent(path, text.getBytes(UTF_8)), UTF_8);
    }
}
