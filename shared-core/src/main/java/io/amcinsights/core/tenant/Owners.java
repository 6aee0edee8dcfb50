package io.amcinsights.core.tenant;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.amcinsights.core.json.Json;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The owners of one thing, by customer id. */
public record Owners(Map<String, Claim> claims) {

  public Owners {
    claims = Map.copyOf(claims);
  }

  /** Who is in the way of a claim. */
  public Optional<String> excluding(Claim claim, String customerId) {
    return new TreeMap<>(claims)
        .entrySet().stream()
            .filter(it -> !it.getKey().equals(customerId))
            .filter(it -> it.getValue().excludes(claim))
            .map(Map.Entry::getKey)
            .findFirst();
  }

  /** With one more owner, or another claim of the same. */
  public Owners with(Claim claim, String customerId) {
    var next = new TreeMap<>(claims);
    next.put(customerId, claim);
    return new Owners(next);
  }

  /** With one owner less. */
  public Owners without(String customerId) {
    var next = new TreeMap<>(claims);
    next.remove(customerId);
    return new Owners(next);
  }

  /** Reads the owners of something. */
  public static Owners read(String name, JsonNode node) {
    var claims = new TreeMap<String, Claim>();
    node.path("owners")
        .properties()
        .forEach(
            it ->
                claims.put(
                    it.getKey(),
                    new Claim(
                        name,
                        Json.text(it.getValue(), "part"),
                        Json.flag(it.getValue(), "shared"))));
    return new Owners(claims);
  }

  /** Adds the owners to a document. */
  public ObjectNode write(ObjectNode node) {
    ObjectNode owners = node.putObject("owners");
    new TreeMap<>(claims)
        .forEach(
            (id, it) -> owners.putObject(id).put("part", it.part()).put("shared", it.shared()));
    return node;
  }
}
