# Golden bases come with the image; the home, where everything else is written, is a volume.
mkdir -p "$FUSION_HOME"
ln -sfn /opt/fusion/home/golden "$FUSION_HOME/golden"
exec fusion "$@"
