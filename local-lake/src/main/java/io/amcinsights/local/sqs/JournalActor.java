package io.amcinsights.local.sqs;

import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.Status;
import org.elasticmq.actor.queue.OperationSuccessful$;
import org.elasticmq.actor.queue.QueueEvent;
import org.elasticmq.persistence.CreateQueueMetadata;

/** Hears of every change of a queue; a sender is answered after it is in the journal. */
final class JournalActor extends AbstractActor {

  private final QueueJournal journal;

  private JournalActor(QueueJournal journal) {
    this.journal = journal;
  }

  static Props props(QueueJournal journal) {
    return Props.create(JournalActor.class, () -> new JournalActor(journal));
  }

  @Override
  public Receive createReceive() {
    return receiveBuilder()
        .match(
            QueueEvent.QueueCreated.class,
            event -> journal.put(CreateQueueMetadata.from(event.queue())))
        .match(
            QueueEvent.QueueMetadataUpdated.class,
            event -> journal.put(CreateQueueMetadata.from(event.queue())))
        .match(QueueEvent.QueueDeleted.class, event -> journal.removeQueue(event.queueName()))
        .match(
            QueueEvent.MessageAdded.class,
            event -> acknowledged(() -> journal.put(event.queueName(), event.message())))
        .match(
            QueueEvent.MessageUpdated.class,
            event -> acknowledged(() -> journal.put(event.queueName(), event.message())))
        .match(
            QueueEvent.MessageRemoved.class,
            event -> acknowledged(() -> journal.remove(event.queueName(), event.messageId())))
        .build();
  }

  private void acknowledged(Runnable change) {
    ActorRef sender = getSender();
    try {
      change.run();
      sender.tell(OperationSuccessful$.MODULE$, getSelf());
    } catch (RuntimeException e) {
      sender.tell(new Status.Failure(e), getSelf());
    }
  }
}
