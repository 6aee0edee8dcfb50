package io.amcinsights.core.catalog;

import java.io.Serializable;

/**
 * One delivery of an object: the same key delivered twice is two deliveries.
 *
 * @param delivery S3's version id, else etag and sequencer; unique within the object
 */
public record DeliveryRef(ObjectId object, String delivery) implements Serializable {

  @Override
  public String toString() {
    return object.uri() + "@" + delivery;
  }
}
