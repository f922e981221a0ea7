package dev.wangge.testing;

import java.util.Comparator;
import org.junit.jupiter.api.ClassDescriptor;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.ClassOrdererContext;
import org.springframework.test.context.TestPropertySource;

/**
 * Classes that share a service come one after the other: each change of services stops the
 * consumers of one and waits until those of the other have joined again.
 */
public final class ServiceByService implements ClassOrderer {
    @Override
    public void orderClasses(ClassOrdererContext context) {
        // By name within: else in the order of the file system, another one on each machine.
        context.getClassDescriptors()
                .sort(
                        Comparator.comparing(ServiceByService::service)
                                .thenComparing(one -> one.getTestClass().getName()));
    }

    private static String service(ClassDescriptor one) {
        boolean best = one.isAnnotated(OnBestEngine.class);
        if (!best && !one.isAnnotated(OnEmbeddedEngine.class)) {
            return "";
        }
        var stories = one.getTestClass().getSuperclass();
        boolean ofItsOwn = stories.isAnnotationPresent(TestPropertySource.class);
        var setUp = ofItsOwn ? stories : stories.getSuperclass();
        return setUp.getName() + (best ? " best" : " embedded");
    }
}
