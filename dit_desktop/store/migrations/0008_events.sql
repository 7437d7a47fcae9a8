-- When something last happened is found here, and not by walking back over everything that was ever signed.
create index chain_event on chain(event);
