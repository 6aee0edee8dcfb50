package io.amcinsights.core.aws;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.ThreadContext;
import org.crac.Context;
import org.crac.Core;
import org.crac.Resource;

/**
 * Runs a function once without an outside world before Lambda takes the snapshot it is started from
 * (SnapStart), so that classes are loaded, JSON was read and written and requests were made up
 * before the first event. Where there is no snapshot it never runs.
 *
 * <p>A pass leaves nothing behind that many functions must not share:
 *
 * <ul>
 *   <li>Network and credentials: its clients answer themselves and sign with a key of no account.
 *       The function's own clients exist by then and have asked nobody: they find credentials and
 *       open connections with their first request.
 *   <li>Names come from {@link java.util.UUID}, which asks the system for randomness and not a seed
 *       of its own. {@code ThreadLocalRandom} decides waiting times alone.
 *   <li>Clocks are asked when they are needed; nobody keeps a time.
 *   <li>Threads of pools end by themselves. DuckDB is a database in this process, without a file,
 *       and goes on after a restore.
 *   <li>What a pass says is not logged (see {@code lake-log4j2-lambda.xml}) and not measured.
 * </ul>
 */
public final class Priming implements Resource {

  private static final Logger LOG = LogManager.getLogger(Priming.class);

  /** In the context of log events: they happened to nothing. */
  private static final String DRY_PASS = "dryPass";

  // The context of resources may hold them weakly.
  private static final List<Priming> REGISTERED = new CopyOnWriteArrayList<>();

  private final FunctionContext function;
  private final Pass pass;

  Priming(FunctionContext function, Pass pass) {
    this.function = function;
    this.pass = pass;
  }

  /** One run of a function. */
  @FunctionalInterface
  public interface Pass {

    /**
     * Runs.
     *
     * @param dry the function's environment, with clients that answer themselves: nothing exists,
     *     whatever is sent arrives
     * @throws Exception when it comes no further without an outside world, which is no fault
     */
    void run(FunctionContext dry) throws Exception;
  }

  /** Has a pass made before the snapshot; only constructors that Lambda calls ask for it. */
  public static void of(Pass pass) {
    var priming = new Priming(FunctionContext.ofLambda(), pass);
    REGISTERED.add(priming);
    Core.getGlobalContext().register(priming);
  }

  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    long start = System.nanoTime();
    String end = "to its end";
    ThreadContext.put(DRY_PASS, "true");
    try {
      pass.run(function.dry());
    } catch (Exception | LinkageError e) {
      end = "until " + e;
    } finally {
      ThreadContext.remove(DRY_PASS);
    }
    LOG.info("Primed: ran {} in {} ms", end, (System.nanoTime() - start) / 1_000_000);
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {
    // Nothing to renew: see above.
  }
}
