package io.amcinsights.routing;

import io.amcinsights.core.concurrent.Parallel;
import io.amcinsights.core.machine.Machines;
import io.amcinsights.core.message.ExecutionNames;
import io.amcinsights.core.message.StageAMessage;
import io.amcinsights.core.message.StageAMessageJson;
import java.util.List;
import java.util.Map;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;

/** Starts stage A: one execution per delivery and attempt. */
final class DeliveryStarter implements StageStarter {

  private static final Logger LOG = LogManager.getLogger(DeliveryStarter.class);

  private final Machines machines;
  private final String machine;
  private final Parallel parallel;

  DeliveryStarter(Machines machines, String machine, Parallel parallel) {
    this.machines = machines;
    this.machine = machine;
    this.parallel = parallel;
  }

  @Override
  public Map<String, RuntimeException> start(List<QueueMessage> messages) {
    return Failures.ofEach(messages, QueueMessage::id, this::start, parallel);
  }

  private void start(QueueMessage queued) {
    long start = System.nanoTime();
    StageAMessage message = StageAMessageJson.read(queued.body());
    String name = ExecutionNames.stageA(message.delivery(), message.attempt());
    // A name that is used up means that this attempt runs or ran: in flight, final, or the
    // sweeper's to retry under another attempt.
    Machines.Start result = machines.start(machine, name, StageAMessageJson.write(message));
    LOG.info(
        "Rang stage A for {} attempt {}: execution {} {} in {} ms",
        message.delivery(),
        message.attempt(),
        name,
        result == Machines.Start.RUNNING ? "runs" : "ran already",
        (System.nanoTime() - start) / 1_000_000);
  }
}
