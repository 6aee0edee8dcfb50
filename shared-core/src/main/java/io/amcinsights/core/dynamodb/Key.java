package io.amcinsights.core.dynamodb;

import static java.util.stream.Collectors.toMap;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The primary key of a row, by attribute names.
 *
 * @param attributes the partition's and, if the table has one, the sort attribute
 */
public record Key(List<Attribute> attributes) {

  /** One attribute of a key. */
  public record Attribute(String name, String value) {}

  public Key {
    attributes = List.copyOf(attributes);
  }

  public static Key of(String name, String value) {
    return new Key(List.of(new Attribute(name, value)));
  }

  /** A key of partition and sort attribute. */
  public static Key of(String name, String value, String sortName, String sortValue) {
    return new Key(List.of(new Attribute(name, value), new Attribute(sortName, sortValue)));
  }

  /** Name of the partition attribute, which every row has. */
  String partition() {
    return attributes.get(0).name();
  }

  Map<String, AttributeValue> toItem() {
    return attributes.stream()
        .collect(toMap(Attribute::name, it -> AttributeValue.fromS(it.value())));
  }

  @Override
  public String toString() {
    return String.join(" ", attributes.stream().map(Attribute::value).toList());
  }
}
