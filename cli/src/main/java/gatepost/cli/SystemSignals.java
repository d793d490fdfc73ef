package gatepost.cli;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.CountDownLatch;

/**
 * SIGTERM and SIGINT: the first asks the program to stop, a second one ends it at once.
 *
 * <p>A shutdown hook can do neither. The JVM runs hooks because it is about to exit with 128 and
 * the number of the signal, while draining in order is a success and exits with 0; and during hooks
 * a second signal does nothing. So the signals are handled before the JVM makes a shutdown of them.
 *
 * <p>The JDK has no other way to do that than {@code sun.misc.Signal}, which the module
 * jdk.unsupported exports. It is called by reflection only because javac warns of every use of that
 * package, cannot be told not to under {@code --release}, and warnings are errors here.
 */
final class SystemSignals implements StopSignal {
    private final CountDownLatch stop = new CountDownLatch(1);

    private SystemSignals() {}

    /** Takes the signals over from the JVM, for the rest of its life. */
    static SystemSignals install() {
        SystemSignals signals = new SystemSignals();
        signals.handle("TERM", 15);
        signals.handle("INT", 2);
        return signals;
    }

    private void handle(String name, int number) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run =
                    MethodHandles.lookup()
                            .findVirtual(Runnable.class, "run", MethodType.methodType(void.class));
            Runnable reaction = () -> received(number);
            // The handler is given the signal, which is known already.
            MethodHandle target = MethodHandles.dropArguments(run.bindTo(reaction), 0, signal);
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            MethodHandleProxies.asInterfaceInstance(handler, target));
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this JVM has no sun.misc.Signal", e);
        }
    }

    private synchronized void received(int number) {
        if (stop.getCount() == 0) {
            Runtime.getRuntime().halt(128 + number);
        }
        stop.countDown();
    }

    @Override
    public void await() {
        try {
            stop.await();
        } catch (InterruptedException e) {
            // Whoever interrupts the main thread wants the program to end.
            Thread.currentThread().interrupt();
        }
    }
}
