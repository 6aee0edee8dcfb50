package io.amcinsights.local;

import java.net.URI;

/** Where the embedded services listen. */
public record Endpoints(URI s3, URI dynamodb, URI sqs) {}
