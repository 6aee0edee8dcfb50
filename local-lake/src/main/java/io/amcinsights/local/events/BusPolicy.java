package io.amcinsights.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Who may send to a bus: its own account, and those whom a statement lets, unless one denies. */
final class BusPolicy {

  private final Bus bus;
  private final Map<String, Statement> statements = new ConcurrentHashMap<>();

  BusPolicy(Bus bus) {
    this.bus = bus;
  }

  void put(String id, JsonNode statement) {
    statements.put(id, Statement.read(bus, statement));
  }

  void remove(String id) {
    statements.remove(id);
  }

  boolean lets(Sender sender, String event) {
    boolean allowed = sender.account().equals(bus.account());
    for (Statement it : statements.values()) {
      if (it.appliesTo(sender, event)) {
        if (it.denies()) {
          return false;
        }
        allowed = true;
      }
    }
    return allowed;
  }
}
