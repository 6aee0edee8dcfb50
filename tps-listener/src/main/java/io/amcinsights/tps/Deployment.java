package io.amcinsights.tps;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a stack is to be.
 *
 * @param template its text; null keeps the one it has
 * @param parameters those with a value of ours; an update keeps the others as they are
 * @param tags of the stack and all it holds
 */
public record Deployment(
    StackName stack,
    @Nullable String template,
    Map<String, String> parameters,
    Map<String, String> tags) {

  /** Tag that tells whether a stack is what it is to be. */
  public static final String FINGERPRINT = "lake:fingerprint";

  public Deployment {
    parameters = Map.copyOf(parameters);
    tags = Map.copyOf(tags);
  }

  /** Whether a stack is this already. */
  public boolean isDoneIn(StackState state) {
    return tags.getOrDefault(FINGERPRINT, "-").equals(state.tags().get(FINGERPRINT));
  }
}
