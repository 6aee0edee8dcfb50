package io.amcinsights.core.dataset;

/**
 * A pipeline as it is configured.
 *
 * @param description what it is for; empty when nobody said
 */
public record PipelineParameters(String team, String pipeline, String description) {

  /** {@code {team}-{pipeline}}. */
  public String name() {
    return team + "-" + pipeline;
  }
}
