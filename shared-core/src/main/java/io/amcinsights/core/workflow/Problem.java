package io.amcinsights.core.workflow;

/**
 * What is wrong with one field.
 *
 * @param field path of the field, such as {@code inputParameters[0].name}
 * @param says goes on after the name of the field: what it is, and what to do
 */
public record Problem(String field, String says) {

  /** The whole message. */
  public String text() {
    return field + " " + says;
  }
}
