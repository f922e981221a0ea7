package dev.wangge.testing;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Does things at the same moment: no thread begins before all are there. */
public final class AtOnce {
    private AtOnce() {}

    /** The outcomes, in the order of what was done. */
    public static <T> List<T> all(List<? extends Callable<? extends T>> what)
            throws InterruptedException, ExecutionException {
        var start = new CyclicBarrier(what.size());
        var waiting = new ArrayList<Callable<T>>();
        for (var one : what) {
            waiting.add(() -> {
                start.await();
                return one.call();
            });
        }
        try (var threads = Executors.newFixedThreadPool(what.size())) {
            var outcomes = new ArrayList<T>();
            for (var done : threads.invokeAll(waiting)) {
                outcomes.add(done.get());
            }
            return outcomes;
        }
    }

    /** The same many times. */
    public static <T> List<T> times(int many, Callable<? extends T> what)
            throws InterruptedException, ExecutionException {
        return all(Collections.nCopies(many, what));
    }

    /** In an order that a seed decides; the outcomes are in that order. */
    public static <T> List<T> shuffled(List<? extends Callable<? extends T>> what, Random order)
            throws InterruptedException, ExecutionException {
        var shuffled = new ArrayList<Callable<? extends T>>(what);
        Collections.shuffle(shuffled, order);
        return all(shuffled);
    }
}
