package io.amcinsights.local.cloudformation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stack as it is told of, and as the next start finds it.
 *
 * @param key what it is called among the stacks of all places
 * @param settings what it is to become, or is
 * @param former what it goes back to when that fails; null when there is nothing
 * @param imports what the import that runs takes over
 * @param token of the last request
 * @param events oldest first
 */
record StackRecord(
    String key,
    String id,
    String status,
    String reason,
    Settings settings,
    @Nullable Settings former,
    Map<String, Map<String, String>> imports,
    String token,
    long created,
    long updated,
    List<Event> events,
    Map<String, ChangeSet> changeSets) {

  private static final int MOST_EVENTS = 500;

  StackRecord {
    imports = Map.copyOf(imports);
    events = List.copyOf(events);
    changeSets = Map.copyOf(changeSets);
  }

  static StackRecord of(String key, String id, String status, Settings settings, long now) {
    return new StackRecord(
        key, id, status, "", settings, null, Map.of(), "", now, 0, List.of(), Map.of());
  }

  /** Its name where it is. No property of its own: not named like one. */
  String title() {
    return id.split("/", -1)[1];
  }

  boolean atWork() {
    return status.endsWith("_IN_PROGRESS") && !status.equals(Statuses.REVIEW);
  }

  /** Another status, which is an event as well. */
  StackRecord become(String newStatus, String newReason, long now) {
    StackRecord next =
        new StackRecord(
            key,
            id,
            newStatus,
            newReason,
            settings,
            former,
            imports,
            token,
            created,
            now,
            events,
            changeSets);
    return next.with(new Event(now, title(), id, Event.STACK, newStatus, newReason));
  }

  StackRecord with(Event event) {
    List<Event> all = new ArrayList<>(events);
    all.add(event);
    List<Event> last = all.subList(Math.max(0, all.size() - MOST_EVENTS), all.size());
    return new StackRecord(
        key,
        id,
        status,
        reason,
        settings,
        former,
        imports,
        token,
        created,
        updated,
        last,
        changeSets);
  }

  StackRecord wanting(Settings wanted, @Nullable Settings otherwise, String newToken) {
    return new StackRecord(
        key,
        id,
        status,
        reason,
        wanted,
        otherwise,
        Map.of(),
        newToken,
        created,
        updated,
        events,
        changeSets);
  }

  StackRecord importing(Map<String, Map<String, String>> taken) {
    return new StackRecord(
        key, id, status, reason, settings, former, taken, token, created, updated, events,
        Map.of());
  }

  /** With a change set; without it when that is null. */
  StackRecord with(String changeSet, @Nullable ChangeSet now) {
    Map<String, ChangeSet> all = new HashMap<>(changeSets);
    if (now == null) {
      all.remove(changeSet);
    } else {
      all.put(changeSet, now);
    }
    return new StackRecord(
        key, id, status, reason, settings, former, imports, token, created, updated, events, all);
  }
}
