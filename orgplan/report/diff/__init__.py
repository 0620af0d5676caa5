"""Two plans compared: headline, actions, inputs."""
