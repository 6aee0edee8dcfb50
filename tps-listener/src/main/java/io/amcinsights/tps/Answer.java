package io.amcinsights.tps;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the state machine does after a step.
 *
 * @param seconds how long it waits; only for {@code WAIT}
 * @param progress what it hands to the next step; only for {@code WAIT}
 */
record Answer(Next next, int seconds, @Nullable Progress progress, List<Notice> notices) {

  /** What comes next. */
  enum Next {
    /** Another step, after a while. */
    WAIT,
    /** Files that waited for this tenant are let in, and the execution is over. */
    RELEASE,
    /** The execution is over. */
    DONE
  }

  /** Something that people want to hear of. */
  record Notice(String topic, String subject, String message) {}

  Answer {
    notices = List.copyOf(notices);
  }

  static Answer done() {
    return new Answer(Next.DONE, 0, null, List.of());
  }

  static Answer over(Next next, List<Notice> notices) {
    return new Answer(next, 0, null, notices);
  }

  /** Longer pauses the longer it takes: a stack is made within a minute or needs several. */
  static Answer wait(Progress progress) {
    int seconds = Math.min(20, 1 + progress.steps() / 2);
    return new Answer(Next.WAIT, seconds, progress.nextStep(), List.of());
  }

  /** Goes on at once. */
  static Answer again(Progress progress) {
    return new Answer(Next.WAIT, 0, progress.nextStep(), List.of());
  }

  ObjectNode toJson() {
    ObjectNode node = Json.object().put("next", next.name()).put("seconds", seconds);
    if (progress != null) {
      node.set("state", progress.toJson());
    }
    ArrayNode list = node.putArray("notices");
    notices.forEach(
        it ->
            list.addObject()
                .put("topic", it.topic())
                .put("subject", it.subject())
                .put("message", it.message()));
    return node;
  }
}
