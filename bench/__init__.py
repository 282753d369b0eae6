"""What pages cost, measured beside minimal views in the same run: `script/bench`."""
