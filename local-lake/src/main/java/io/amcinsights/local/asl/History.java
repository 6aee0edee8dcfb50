package io.amcinsights.local.asl;

import io.amcinsights.local.asl.ExecutionRecord.Entered;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

/** An execution's journal as Step Functions tells a history: its start, states and end. */
final class History {

  private History() {}

  static List<HistoryEvent> of(ExecutionRecord record, boolean newestFirst) {
    List<HistoryEvent.Builder> events = new ArrayList<>();
    events.add(
        HistoryEvent.builder()
            .type(HistoryEventType.EXECUTION_STARTED)
            .timestamp(record.startedAt())
            .executionStartedEventDetails(d -> d.input(record.input().toString())));
    for (Entered entered : record.entries()) {
      events.add(
          HistoryEvent.builder()
              .type(entered.kind() + "StateEntered")
              .timestamp(entered.at())
              .stateEnteredEventDetails(
                  d -> d.name(entered.entry().state()).input(entered.entry().input().toString())));
    }
    ExecutionRecord.End end = record.end();
    if (end != null) {
      events.add(end(end));
    }
    List<HistoryEvent> numbered = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      numbered.add(events.get(i).id((long) i + 1).previousEventId((long) i).build());
    }
    if (newestFirst) {
      Collections.reverse(numbered);
    }
    return numbered;
  }

  private static HistoryEvent.Builder end(ExecutionRecord.End end) {
    HistoryEvent.Builder event = HistoryEvent.builder().timestamp(end.at());
    return switch (end.status()) {
      case SUCCEEDED ->
          event
              .type(HistoryEventType.EXECUTION_SUCCEEDED)
              .executionSucceededEventDetails(d -> d.output(String.valueOf(end.output())));
      case TIMED_OUT ->
          event
              .type(HistoryEventType.EXECUTION_TIMED_OUT)
              .executionTimedOutEventDetails(d -> d.error(end.error()).cause(end.cause()));
      case ABORTED ->
          event
              .type(HistoryEventType.EXECUTION_ABORTED)
              .executionAbortedEventDetails(d -> d.error(end.error()).cause(end.cause()));
      default ->
          event
              .type(HistoryEventType.EXECUTION_FAILED)
              .executionFailedEventDetails(d -> d.error(end.error()).cause(end.cause()));
    };
  }
}
