package io.amcinsights.core.operator;

import io.amcinsights.core.error.LakeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The queues of failures: looks at them without taking, redrives, purges. */
final class FailedWorks {

  // Long enough to look through a queue of thousands, short enough after a crash in between.
  private static final int LOOKING_SECONDS = 60;

  private final QueueAdmin queues;
  private final Redrive redrive;

  FailedWorks(QueueAdmin queues, Redrive redrive) {
    this.queues = queues;
    this.redrive = redrive;
  }

  /**
   * What became of one message.
   *
   * @param done whether it is out of its queue
   */
  record Result(String id, boolean done, String what) {}

  private record Held(QueueAdmin.Queue queue, QueueAdmin.Message message) {}

  List<Failed> list() {
    return look(
        held -> {
          queues.release(held.queue(), held.message());
          return Optional.of(failed(held));
        });
  }

  /**
   * Has work done again; a message is deleted only once its next step exists.
   *
   * @param ids of messages; empty for all
   */
  List<Result> redrive(Collection<String> ids) {
    return withMissing(ids, act(ids, redrive::again));
  }

  /** Forgets messages; their deliveries stay as they are. */
  List<Result> purge(Collection<String> ids) {
    return withMissing(ids, act(ids, failed -> "forgotten"));
  }

  private List<Result> act(Collection<String> ids, Function<Failed, String> action) {
    Set<String> wanted = Set.copyOf(ids);
    return look(
        held -> {
          if (!wanted.isEmpty() && !wanted.contains(held.message().id())) {
            queues.release(held.queue(), held.message());
            return Optional.empty();
          }
          return Optional.of(act(held, action));
        });
  }

  private Result act(Held held, Function<Failed, String> action) {
    String id = held.message().id();
    try {
      String what = action.apply(failed(held));
      queues.delete(held.queue(), held.message());
      return new Result(id, true, what);
    } catch (LakeException e) {
      queues.release(held.queue(), held.message());
      return new Result(id, false, String.valueOf(e.getMessage()));
    }
  }

  private static List<Result> withMissing(Collection<String> ids, List<Result> results) {
    List<Result> all = new ArrayList<>(results);
    Set<String> seen = new HashSet<>();
    results.forEach(result -> seen.add(result.id()));
    ids.stream()
        .filter(id -> !seen.contains(id))
        .forEach(id -> all.add(new Result(id, false, "No such failed work; see: lake dlq list")));
    return all;
  }

  /** Receives every message of every queue of failures before anything is given back. */
  private <T> List<T> look(Function<Held, Optional<T>> at) {
    List<Held> held = new ArrayList<>();
    for (QueueAdmin.Queue queue : queues.all()) {
      if (queue.dead()) {
        List<QueueAdmin.Message> page = queues.receive(queue, LOOKING_SECONDS);
        while (!page.isEmpty()) {
          page.forEach(message -> held.add(new Held(queue, message)));
          page = queues.receive(queue, LOOKING_SECONDS);
        }
      }
    }
    return held.stream().map(at).flatMap(Optional::stream).toList();
  }

  private static Failed failed(Held held) {
    var work = RawBody.wrap(held.queue(), held.message());
    String object = work.payload().get("id");
    return new Failed(
        held.message().id(),
        held.queue().name(),
        work,
        work.attempt(),
        held.message().sentAt(),
        object == null ? List.of() : List.of(object));
  }
}
