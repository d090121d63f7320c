"""Who is named in public: the register as everybody may read it, and the watch over what must not leave."""
