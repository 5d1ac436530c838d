from alembic import op

revision = "b"
down_revision = "a"


def upgrade():
    for x0 in (1, 2):
     for x1 in (1, 2):
      for x2 in (1, 2):
       for x3 in (1, 2):
        for x4 in (1, 2):
         for x5 in (1, 2):
          for x6 in (1, 2):
           for x7 in (1, 2):
            for x8 in (1, 2):
             for x9 in (1, 2):
              for x10 in (1, 2):
               op.drop_table(f"t{x0}")
