"""The image stage: builds the one image of an application and proves that it boots."""
