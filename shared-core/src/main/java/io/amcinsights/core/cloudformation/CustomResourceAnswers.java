package io.amcinsights.core.cloudformation;

import io.amcinsights.core.error.UnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Sends the answer of a custom resource to the presigned URL CloudFormation gave. */
public class CustomResourceAnswers {

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Sends nothing: nobody asked. */
  public static CustomResourceAnswers none() {
    return new CustomResourceAnswers() {
      @Override
      public void send(URI url, String answer) {}
    };
  }

  /**
   * Sends it.
   *
   * @throws UnavailableException when nobody took it
   */
  public void send(URI url, String answer) {
    // No content type: the URL's signature covers an empty one.
    HttpRequest request =
        HttpRequest.newBuilder(url)
            .timeout(PATIENCE)
            .PUT(HttpRequest.BodyPublishers.ofString(answer))
            .build();
    try {
      HttpResponse<String> response =
          HttpClient.newBuilder()
              .connectTimeout(PATIENCE)
              .build()
              .send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() >= 300) {
        throw new UnavailableException(
            "CloudFormation's response URL answered %d: %s",
            response.statusCode(), response.body());
      }
    } catch (IOException e) {
      throw new UnavailableException(e, "CloudFormation's response URL did not answer");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnavailableException(e, "Interrupted while answering CloudFormation");
    }
  }
}
