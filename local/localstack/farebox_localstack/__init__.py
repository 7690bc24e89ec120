"""What LocalStack 4.14 lacks to run Farebox's template without Docker.

`executor` runs Java functions as child processes over the Lambda Runtime API; `dynamodb` answers DynamoDB and its
streams from moto's tables. This package knows nothing of Farebox's functions: any Java function of a template runs.
"""
