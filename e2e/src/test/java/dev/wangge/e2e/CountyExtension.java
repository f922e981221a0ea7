package dev.wangge.e2e;

import java.util.Objects;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Owns the county: founded for the first story, whole again after each, gone after the last. */
final class CountyExtension implements ParameterResolver, AfterEachCallback {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == County.class;
    }

    @Override
    public County resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return county(context);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        county(context).mend();
    }

    private static County county(ExtensionContext context) {
        return Objects.requireNonNull(
                context.getRoot()
                        .getStore(Namespace.create(CountyExtension.class))
                        .computeIfAbsent(County.class, _ -> County.found(), County.class));
    }
}
